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
  name = "one"
  senders = [
    { sid = "TakeWhatTheTopicTells", service = "sns.amazonaws.com", source = "arn:aws:sns:eu-west-1:123456789012:one" },
  ]
  dead_letters = { queue_arn = "arn:aws:sqs:eu-west-1:123456789012:dead", receives_max = 5 }
}

run "makes_it" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.sqs_managed_sse_enabled
    error_message = "The queue must be encrypted."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.this.redrive_policy).maxReceiveCount == 5
    error_message = "Messages must be given up after 5 receives."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_policy.this[0].policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == "arn:aws:sns:eu-west-1:123456789012:one"
    error_message = "Only on behalf of the source."
  }
}

run "refuses_a_name_with_a_space" {
  command = plan

  variables {
    name = "a b"
  }

  expect_failures = [var.name]
}

run "refuses_three_weeks" {
  command = plan

  variables {
    retention_days = 21
  }

  expect_failures = [var.retention_days]
}

run "refuses_a_day_of_hiding" {
  command = plan

  variables {
    visibility_seconds = 86400
  }

  expect_failures = [var.visibility_seconds]
}

run "refuses_no_receive_at_all" {
  command = plan

  variables {
    dead_letters = { queue_arn = "x", receives_max = 0 }
  }

  expect_failures = [var.dead_letters]
}
