name               = "events-qa"
bucket_name        = "shop-events-qa"
keep_data          = false
log_retention_days = 14
tags               = { environment = "qa" }
