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
  name         = "one"
  schedule     = "rate(1 hour)"
  failures_arn = "arn:aws:sqs:eu-west-1:123456789012:failed"
  function     = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:one", name = "one" }
}

run "makes_it" {
  command = plan

  assert {
    condition     = length(aws_lambda_permission.this) == 1 && length(aws_iam_role.this) == 0
    error_message = "A function lets the rule in; it needs no role."
  }

  assert {
    condition     = aws_cloudwatch_event_target.this.dead_letter_config[0].arn == "arn:aws:sqs:eu-west-1:123456789012:failed"
    error_message = "What is not taken must be kept."
  }
}

run "refuses_a_schedule_in_words" {
  command = plan

  variables {
    schedule = "every hour"
  }

  expect_failures = [var.schedule]
}

run "refuses_a_pattern_that_is_no_json" {
  command = plan

  variables {
    pattern = "{"
  }

  expect_failures = [var.pattern]
}

run "refuses_a_name_with_a_slash" {
  command = plan

  variables {
    name = "a/b"
  }

  expect_failures = [var.name]
}
