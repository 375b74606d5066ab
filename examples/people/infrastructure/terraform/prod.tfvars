name               = "people"
bucket_name        = "people-uploads"
keep_data          = true
log_retention_days = 365
tags               = { environment = "prod" }
