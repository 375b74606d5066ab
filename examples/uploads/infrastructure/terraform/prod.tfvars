name               = "uploads"
bucket_name        = "meter-uploads"
keep_data          = true
log_retention_days = 365
tags               = { environment = "prod" }
