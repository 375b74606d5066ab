name               = "files-qa"
bucket_name        = "delivery-notes-qa"
keep_data          = false
log_retention_days = 14
tags               = { environment = "qa" }
