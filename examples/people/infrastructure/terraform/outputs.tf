output "bucket_name" {
  description = "The bucket to which files are sent."
  value       = module.bucket.name
}

output "table_name" {
  description = "The table of rows and of the ledger."
  value       = module.table.name
}

output "upload_url" {
  description = "Where upload URLs are given out, to callers with the key."
  value       = module.upload_api.url
}

output "upload_key_id" {
  description = "The ID of the callers' key."
  value       = module.upload_api.key_id
}

output "database_host" {
  description = "Where the database answers."
  value       = module.database.host
}

output "database_secret_arn" {
  description = "The secret with the database's password."
  value       = module.database.secret_arn
}
