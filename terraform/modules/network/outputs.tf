output "vpc_id" {
  description = "ID of the network."
  value       = aws_vpc.this.id
}

output "subnet_ids" {
  description = "IDs of the private subnets."
  value       = aws_subnet.private[*].id
}

output "functions_security_group_id" {
  description = "ID of the security group of functions."
  value       = aws_security_group.functions.id
}

output "database_security_group_id" {
  description = "ID of the security group of the database."
  value       = aws_security_group.database.id
}
