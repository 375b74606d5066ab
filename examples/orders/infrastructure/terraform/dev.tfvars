name               = "orders-dev"
bucket_name        = "partner-orders-dev"
keep_data          = false
log_retention_days = 14
tags               = { environment = "dev" }
