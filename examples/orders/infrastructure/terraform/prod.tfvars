name               = "orders"
bucket_name        = "partner-orders"
keep_data          = true
log_retention_days = 365
tags               = { environment = "prod" }
