name               = "events-dev"
bucket_name        = "shop-events-dev"
keep_data          = false
log_retention_days = 14
tags               = { environment = "dev" }
