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
  name        = "one"
  description = "Something failed"
  topic_arn   = "arn:aws:sns:eu-west-1:123456789012:alarms"
  metric      = { namespace = "AWS/Lambda", name = "Errors", dimensions = { FunctionName = "one" } }
}

run "makes_it" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.this.statistic == "Sum" && aws_cloudwatch_metric_alarm.this.treat_missing_data == "notBreaching"
    error_message = "Counts are summed, and silence is good."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this.ok_actions == aws_cloudwatch_metric_alarm.this.alarm_actions
    error_message = "The topic must hear when it is over."
  }
}

run "refuses_another_comparison" {
  command = plan

  variables {
    comparison = "Above"
  }

  expect_failures = [var.comparison]
}

run "refuses_a_period_of_45_seconds" {
  command = plan

  variables {
    period_seconds = 45
  }

  expect_failures = [var.period_seconds]
}

run "refuses_no_period" {
  command = plan

  variables {
    periods = 0
  }

  expect_failures = [var.periods]
}

run "refuses_another_word_for_missing" {
  command = plan

  variables {
    missing = "ok"
  }

  expect_failures = [var.missing]
}

run "refuses_another_statistic" {
  command = plan

  variables {
    metric = { namespace = "AWS/Lambda", name = "Errors", statistic = "Median" }
  }

  expect_failures = [var.metric]
}
