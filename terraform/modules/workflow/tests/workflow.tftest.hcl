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
  name       = "one"
  definition = jsonencode({ StartAt = "A", States = { A = { Type = "Succeed" } } })
  statements = [
    { sid = "ReadPartnerFiles", action = "s3:GetObject", resource = "arn:aws:s3:::partner-files/in/*" },
  ]
}

run "makes_it" {
  command = plan

  assert {
    condition     = length(jsondecode(aws_iam_role_policy.this.policy).Statement) == 1
    error_message = "The role must have its statement and no other."
  }

  assert {
    condition     = aws_iam_role.this.name == "one-workflow"
    error_message = "The role must be named after the workflow."
  }
}

run "refuses_what_is_no_definition" {
  command = plan

  variables {
    definition = "{}"
  }

  expect_failures = [var.definition]
}

run "refuses_a_wildcard" {
  command = plan

  variables {
    statements = [{ sid = "Everything", action = "lambda:*", resource = "*" }]
  }

  expect_failures = [var.statements]
}

run "refuses_a_long_name" {
  command = plan

  variables {
    name = "a-name-of-more-than-the-fifty-five-letters-that-there-are-for-it"
  }

  expect_failures = [var.name]
}

run "refuses_a_sid_without_a_reason" {
  command = plan

  variables {
    statements = [{ sid = "a b", action = "s3:GetObject", resource = "x" }]
  }

  expect_failures = [var.statements]
}
