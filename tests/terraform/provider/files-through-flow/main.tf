# Each file of a bucket is a run of a state machine, which notes it in a table.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

variable "note" {
  type    = string
  default = "first"
}

locals {
  assume = { for service in ["lambda", "states"] : service => jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${service}.amazonaws.com" } }]
  }) }
}

resource "aws_s3_bucket" "files" {
  bucket_prefix = "files-"
  force_destroy = true
}

resource "aws_dynamodb_table" "files" {
  name         = "Files"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "key"

  attribute {
    name = "key"
    type = "S"
  }
}

resource "aws_iam_role" "starter" {
  name               = "starter"
  assume_role_policy = local.assume["lambda"]
}

resource "aws_iam_role_policy" "starter" {
  role = aws_iam_role.starter.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "states:StartExecution", Resource = aws_sfn_state_machine.note.arn },
      { Effect = "Allow", Action = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], Resource = "*" },
    ]
  })
}

resource "aws_iam_role" "note" {
  name               = "note"
  assume_role_policy = local.assume["states"]
}

resource "aws_iam_role_policy" "note" {
  role = aws_iam_role.note.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "dynamodb:PutItem", Resource = aws_dynamodb_table.files.arn }]
  })
}

resource "aws_sfn_state_machine" "note" {
  name     = "note"
  role_arn = aws_iam_role.note.arn

  definition = jsonencode({
    StartAt = "Note"
    States = {
      Note = {
        Type     = "Task"
        Resource = "arn:aws:states:::dynamodb:putItem"
        Parameters = {
          TableName = aws_dynamodb_table.files.name
          Item      = { key = { "S.$" = "$.key" }, note = { S = var.note } }
        }
        End = true
      }
    }
  })

  depends_on = [aws_iam_role_policy.note]
}

data "archive_file" "starter" {
  type        = "zip"
  source_file = "${path.module}/starter.py"
  output_path = "${path.module}/starter.zip"
}

resource "aws_lambda_function" "starter" {
  function_name    = "starter"
  role             = aws_iam_role.starter.arn
  runtime          = "python3.12"
  handler          = "starter.handler"
  filename         = data.archive_file.starter.output_path
  source_code_hash = data.archive_file.starter.output_base64sha256
  timeout          = 30

  environment {
    variables = { MACHINE = aws_sfn_state_machine.note.arn }
  }
}

resource "aws_lambda_permission" "files" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.starter.function_name
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.files.arn
}

resource "aws_s3_bucket_notification" "files" {
  bucket = aws_s3_bucket.files.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.starter.arn
    events              = ["s3:ObjectCreated:*"]
  }

  depends_on = [aws_lambda_permission.files]
}

output "bucket" {
  value = aws_s3_bucket.files.id
}
