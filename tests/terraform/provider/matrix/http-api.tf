data "archive_file" "code" {
  type        = "zip"
  output_path = "${path.module}/code.zip"

  source {
    content  = "def handler(event, context):\n    return {\"statusCode\": 200, \"body\": \"hello\"}\n"
    filename = "index.py"
  }
}

resource "aws_iam_role" "function" {
  name = "matrix-http"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_lambda_function" "api" {
  function_name    = "matrix-http"
  role             = aws_iam_role.function.arn
  runtime          = "python3.12"
  handler          = "index.handler"
  filename         = data.archive_file.code.output_path
  source_code_hash = data.archive_file.code.output_base64sha256
}

resource "aws_apigatewayv2_api" "http" {
  name          = "matrix-http"
  protocol_type = "HTTP"
  description   = "Every setting"
  version       = "7"

  cors_configuration {
    allow_origins     = ["https://example.com"]
    allow_methods     = ["GET", "POST"]
    allow_headers     = ["content-type"]
    expose_headers    = ["date"]
    max_age           = 300
    allow_credentials = true
  }

  tags = { team = "data" }
}

resource "aws_apigatewayv2_api" "quick" {
  name          = "matrix-quick"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "function" {
  api_id                 = aws_apigatewayv2_api.http.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.api.invoke_arn
  integration_method     = "POST"
  payload_format_version = "2.0"
  timeout_milliseconds   = 5000
}

resource "aws_apigatewayv2_integration" "elsewhere" {
  api_id             = aws_apigatewayv2_api.http.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "https://example.com/{proxy}"
  request_parameters = { "overwrite:header.x-from" = "matrix" }
}

resource "aws_apigatewayv2_authorizer" "caller" {
  api_id                            = aws_apigatewayv2_api.http.id
  name                              = "caller"
  authorizer_type                   = "REQUEST"
  authorizer_uri                    = aws_lambda_function.api.invoke_arn
  authorizer_payload_format_version = "2.0"
  enable_simple_responses           = true
  identity_sources                  = ["$request.header.authorization"]
  authorizer_result_ttl_in_seconds  = 60
}

resource "aws_apigatewayv2_authorizer" "token" {
  api_id           = aws_apigatewayv2_api.http.id
  name             = "token"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    audience = ["callers"]
    issuer   = "https://issuer.example.com"
  }
}

resource "aws_apigatewayv2_route" "items" {
  api_id             = aws_apigatewayv2_api.http.id
  route_key          = "GET /items/{id}"
  target             = "integrations/${aws_apigatewayv2_integration.function.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.caller.id
  operation_name     = "getItem"
}

resource "aws_apigatewayv2_route" "token" {
  api_id               = aws_apigatewayv2_api.http.id
  route_key            = "POST /items"
  target               = "integrations/${aws_apigatewayv2_integration.function.id}"
  authorization_type   = "JWT"
  authorizer_id        = aws_apigatewayv2_authorizer.token.id
  authorization_scopes = ["items.write"]
}

resource "aws_apigatewayv2_route" "rest" {
  api_id    = aws_apigatewayv2_api.http.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.elsewhere.id}"
}

resource "aws_cloudwatch_log_group" "access" {
  name = "/matrix/http-access"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.http.id
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = "$context.requestId $context.status"
  }

  default_route_settings {
    throttling_burst_limit   = 100
    throttling_rate_limit    = 50
    detailed_metrics_enabled = true
  }

  route_settings {
    route_key              = aws_apigatewayv2_route.items.route_key
    throttling_burst_limit = 5
    throttling_rate_limit  = 2.5
  }

  stage_variables = { colour = "blue" }
}

resource "aws_apigatewayv2_deployment" "manual" {
  api_id      = aws_apigatewayv2_api.http.id
  description = "By hand"
  depends_on  = [aws_apigatewayv2_route.items, aws_apigatewayv2_route.rest, aws_apigatewayv2_route.token]
}

resource "aws_apigatewayv2_stage" "manual" {
  api_id        = aws_apigatewayv2_api.http.id
  name          = "manual"
  deployment_id = aws_apigatewayv2_deployment.manual.id
}

data "aws_apigatewayv2_api" "http" {
  api_id = aws_apigatewayv2_api.http.id
}
