name               = "uploads-qa"
bucket_name        = "meter-uploads-qa"
keep_data          = false
log_retention_days = 14
tags               = { environment = "qa" }
