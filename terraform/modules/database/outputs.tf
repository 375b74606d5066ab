output "arn" {
  description = "ARN of the cluster."
  value       = aws_rds_cluster.this.arn
}

output "host" {
  description = "Where the writer answers."
  value       = aws_rds_cluster.this.endpoint
}

output "port" {
  description = "Port of the database."
  value       = aws_rds_cluster.this.port
}

output "secret_arn" {
  description = "ARN of the secret with the password."
  value       = aws_rds_cluster.this.master_user_secret[0].secret_arn
}

output "database" {
  description = "Name of the database."
  value       = aws_rds_cluster.this.database_name
}
