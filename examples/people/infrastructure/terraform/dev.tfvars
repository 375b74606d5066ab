name               = "people-dev"
bucket_name        = "people-uploads-dev"
keep_data          = false
log_retention_days = 14
tags               = { environment = "dev" }
