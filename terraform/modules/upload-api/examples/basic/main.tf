variable "function_arn" {
  description = "ARN of the function that gives out the URLs."
  type        = string
  default     = "arn:aws:lambda:eu-west-1:123456789012:function:people-upload"
}

module "uploads" {
  source = "../.."

  name          = "uploads"
  function_name = "people-upload"

  definition = jsonencode({
    openapi = "3.0.1"
    info    = { title = "Uploads", version = "1" }
    paths = {
      "/uploads" = {
        post = {
          security  = [{ key = [] }]
          responses = { "200" = { description = "Done" } }
          x-amazon-apigateway-integration = {
            type       = "aws_proxy"
            httpMethod = "POST"
            uri        = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${var.function_arn}/invocations"
          }
        }
      }
    }
    components = {
      securitySchemes = { key = { type = "apiKey", name = "x-api-key", in = "header" } }
    }
  })
}
