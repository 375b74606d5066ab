name               = "files-dev"
bucket_name        = "delivery-notes-dev"
keep_data          = false
log_retention_days = 14
tags               = { environment = "dev" }
