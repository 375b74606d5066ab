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
  name = "orders"
  indexes = {
    byDay = { partition_key = "byDayPK", sort_key = "byDaySK" }
  }
  expiry_attribute = "expiresAt"
}

run "makes_it" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST"
    error_message = "Without a capacity the table must pay per request."
  }

  assert {
    condition     = aws_dynamodb_table.this.point_in_time_recovery[0].enabled
    error_message = "The table must be recoverable."
  }

  assert {
    condition     = aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "The table must refuse to be deleted."
  }

  assert {
    condition     = length(aws_dynamodb_table.this.attribute) == 4
    error_message = "Every key must be defined once."
  }

  assert {
    condition     = length(aws_appautoscaling_target.this) == 0
    error_message = "What pays per request does not scale."
  }
}

run "refuses_a_short_name" {
  command = plan

  variables {
    name = "a"
  }

  expect_failures = [var.name]
}

run "refuses_a_capacity_upside_down" {
  command = plan

  variables {
    capacity = { min = 10, max = 5 }
  }

  expect_failures = [var.capacity]
}

run "refuses_a_utilization_above_90" {
  command = plan

  variables {
    target_utilization = 95
  }

  expect_failures = [var.target_utilization]
}

run "refuses_an_index_too_many" {
  command = plan

  variables {
    indexes = { for number in range(21) : "i${number}" => { partition_key = "p${number}", sort_key = "s${number}" } }
  }

  expect_failures = [var.indexes]
}
