name               = "files"
bucket_name        = "delivery-notes"
keep_data          = true
log_retention_days = 365
tags               = { environment = "prod" }
