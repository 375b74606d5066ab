name               = "orders-qa"
bucket_name        = "partner-orders-qa"
keep_data          = false
log_retention_days = 14
tags               = { environment = "qa" }
