mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::partner-files" }
  }

  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:one" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/one" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/one" }
  }

  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-west-1:123456789012:one" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:123456789012:one" }
  }

  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-west-1:123456789012:rule/one" }
  }

  mock_resource "aws_api_gateway_rest_api" {
    defaults = { execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:abc" }
  }

  mock_data "aws_availability_zones" {
    defaults = { names = ["eu-west-1a", "eu-west-1b", "eu-west-1c"] }
  }

  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
}

variables {
  name      = "one"
  code_path = "./tests/function.zip"
  handler   = "index.file"
  statements = [
    { sid = "ReadPartnerFiles", action = "s3:GetObject", resource = "arn:aws:s3:::partner-files/in/*" },
  ]
}

run "makes_it" {
  command = plan

  assert {
    condition     = length(jsondecode(aws_iam_role_policy.this.policy).Statement) == 3
    error_message = "The role must have its statement and two for logs."
  }

  assert {
    condition     = aws_lambda_function.this.environment == null || length(aws_lambda_function.this.environment) == 0
    error_message = "Nothing is told that was not asked for."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "Logs must expire."
  }
}

run "refuses_a_wildcard" {
  command = plan

  variables {
    statements = [{ sid = "Everything", action = "s3:*", resource = "*" }]
  }

  expect_failures = [var.statements]
}

run "refuses_a_sid_without_a_reason" {
  command = plan

  variables {
    statements = [{ sid = "a b", action = "s3:GetObject", resource = "x" }]
  }

  expect_failures = [var.statements]
}

run "refuses_a_handler_without_export" {
  command = plan

  variables {
    handler = "index"
  }

  expect_failures = [var.handler]
}

run "refuses_too_little_memory" {
  command = plan

  variables {
    memory_mb = 64
  }

  expect_failures = [var.memory_mb]
}

run "refuses_too_much_time" {
  command = plan

  variables {
    timeout_seconds = 901
  }

  expect_failures = [var.timeout_seconds]
}

run "refuses_odd_retention" {
  command = plan

  variables {
    log_retention_days = 31
  }

  expect_failures = [var.log_retention_days]
}

run "refuses_a_name_with_a_dot" {
  command = plan

  variables {
    name = "a.b"
  }

  expect_failures = [var.name]
}
