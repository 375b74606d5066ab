output "bucket_name" {
  description = "The bucket to which files are sent."
  value       = module.bucket.name
}

output "table_name" {
  description = "The table of rows and of the ledger."
  value       = module.table.name
}
