output "url" {
  description = "Where upload URLs are given out."
  value       = "${aws_api_gateway_stage.this.invoke_url}/uploads"
}

output "execution_arn" {
  description = "ARN of the API, as permissions name it."
  value       = aws_api_gateway_rest_api.this.execution_arn
}

output "key_id" {
  description = "ID of the callers' key."
  value       = aws_api_gateway_api_key.this.id
}
