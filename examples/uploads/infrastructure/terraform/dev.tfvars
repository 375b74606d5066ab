name               = "uploads-dev"
bucket_name        = "meter-uploads-dev"
keep_data          = false
log_retention_days = 14
tags               = { environment = "dev" }
