name               = "events"
bucket_name        = "shop-events"
keep_data          = true
log_retention_days = 365
tags               = { environment = "prod" }
