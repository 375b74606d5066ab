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
  interfaces = ["secretsmanager"]
}

run "makes_it" {
  command = plan

  assert {
    condition     = aws_subnet.private[0].cidr_block == "10.42.0.0/25" && aws_subnet.private[1].cidr_block == "10.42.0.128/25"
    error_message = "Two zones must share the addresses."
  }

  assert {
    condition     = aws_vpc_endpoint.interface["secretsmanager"].service_name == "com.amazonaws.eu-west-1.secretsmanager"
    error_message = "The endpoint must be that of the region."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_from_functions.from_port == 5432
    error_message = "Functions must reach the database."
  }
}

run "refuses_what_is_no_cidr" {
  command = plan

  variables {
    cidr = "10.42.0.0"
  }

  expect_failures = [var.cidr]
}

run "refuses_too_small_a_network" {
  command = plan

  variables {
    cidr = "10.42.0.0/28"
  }

  expect_failures = [var.cidr]
}

run "refuses_one_zone" {
  command = plan

  variables {
    zone_count = 1
  }

  expect_failures = [var.zone_count]
}

run "refuses_a_gateway_that_there_is_not" {
  command = plan

  variables {
    gateways = ["sqs"]
  }

  expect_failures = [var.gateways]
}
