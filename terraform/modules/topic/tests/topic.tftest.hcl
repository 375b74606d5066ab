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
  name   = "one"
  emails = ["data@example.com"]
  queues = {
    inventory = { queue_arn = "arn:aws:sqs:eu-west-1:123456789012:inventory", filter = { status = ["completed"] } }
  }
}

run "makes_it" {
  command = plan

  assert {
    condition     = jsondecode(aws_sns_topic_subscription.queue["inventory"].filter_policy).status[0] == "completed"
    error_message = "The queue must hear only what it asked for."
  }

  assert {
    condition     = length(aws_sns_topic_policy.this) == 0
    error_message = "Nobody else may publish."
  }
}

run "refuses_what_is_no_address" {
  command = plan

  variables {
    emails = ["nobody"]
  }

  expect_failures = [var.emails]
}

run "refuses_a_name_with_a_dot" {
  command = plan

  variables {
    name = "a.b"
  }

  expect_failures = [var.name]
}
