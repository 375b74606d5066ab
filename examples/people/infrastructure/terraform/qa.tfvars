name               = "people-qa"
bucket_name        = "people-uploads-qa"
keep_data          = false
log_retention_days = 14
tags               = { environment = "qa" }
