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
  name = "partner-files"
  expiries = {
    scratch = { prefix = "scratch/", days = 7 }
  }
  notifications = {
    files = {
      prefix        = "in/"
      function_arn  = "arn:aws:lambda:eu-west-1:123456789012:function:one"
      function_name = "one"
      sid           = "LetTheBucketStartTheFunction"
    }
  }
}

run "makes_it" {
  command = plan

  assert {
    condition     = aws_s3_bucket_public_access_block.this.restrict_public_buckets && aws_s3_bucket_public_access_block.this.block_public_acls
    error_message = "The bucket must never be public."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "The bucket must keep versions."
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "Plain HTTP must be refused."
  }

  assert {
    condition     = aws_lambda_permission.notification["files"].source_account == "123456789012"
    error_message = "Only the bucket of this account may start the function."
  }

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.this.rule) == 2
    error_message = "Unfinished uploads and scratch must expire."
  }
}

run "refuses_a_name_in_capitals" {
  command = plan

  variables {
    name = "Partner-Files"
  }

  expect_failures = [var.name]
}

run "refuses_an_expiry_of_everything" {
  command = plan

  variables {
    expiries = { all = { prefix = "", days = 7 } }
  }

  expect_failures = [var.expiries]
}

run "refuses_an_expiry_without_a_day" {
  command = plan

  variables {
    expiries = { all = { prefix = "a/", days = 0 } }
  }

  expect_failures = [var.expiries]
}

run "refuses_a_key_that_is_no_arn" {
  command = plan

  variables {
    kms_key_arn = "alias/mine"
  }

  expect_failures = [var.kms_key_arn]
}

run "refuses_to_keep_unfinished_uploads_no_day" {
  command = plan

  variables {
    unfinished_upload_days = 0
  }

  expect_failures = [var.unfinished_upload_days]
}
