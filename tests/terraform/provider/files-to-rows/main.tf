# A bucket that has a function write rows, written as for AWS: nothing here knows of another endpoint.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = { project = "loads" }
  }
}

variable "memory_mb" {
  type    = number
  default = 128
}

variable "hash_key" {
  type    = string
  default = "id"
}

resource "aws_s3_bucket" "incoming" {
  bucket        = "incoming-files"
  force_destroy = true
}

resource "aws_s3_bucket_public_access_block" "incoming" {
  bucket                  = aws_s3_bucket.incoming.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "incoming" {
  bucket = aws_s3_bucket.incoming.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_dynamodb_table" "rows" {
  name         = "rows"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = var.hash_key

  attribute {
    name = var.hash_key
    type = "S"
  }
}

resource "aws_iam_role" "loader" {
  name = "loader"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "loader" {
  name = "load"
  role = aws_iam_role.loader.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = "${aws_s3_bucket.incoming.arn}/*" },
      { Effect = "Allow", Action = ["dynamodb:PutItem"], Resource = aws_dynamodb_table.rows.arn },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.loader.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_cloudwatch_log_group" "loader" {
  name              = "/aws/lambda/loader"
  retention_in_days = 14
}

data "archive_file" "loader" {
  type        = "zip"
  source_file = "${path.module}/loader.py"
  output_path = "${path.module}/loader.zip"
}

resource "aws_lambda_function" "loader" {
  function_name    = "loader"
  role             = aws_iam_role.loader.arn
  runtime          = "python3.12"
  handler          = "loader.handler"
  filename         = data.archive_file.loader.output_path
  source_code_hash = data.archive_file.loader.output_base64sha256
  memory_size      = var.memory_mb
  timeout          = 30

  environment {
    variables = {
      TABLE = aws_dynamodb_table.rows.name
      KEY   = var.hash_key
    }
  }

  depends_on = [aws_cloudwatch_log_group.loader, aws_iam_role_policy.loader]
}

resource "aws_lambda_permission" "bucket" {
  statement_id  = "AllowBucket"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.loader.function_name
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.incoming.arn
}

resource "aws_s3_bucket_notification" "incoming" {
  bucket = aws_s3_bucket.incoming.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.loader.arn
    events              = ["s3:ObjectCreated:*"]
    filter_suffix       = ".csv"
  }

  depends_on = [aws_lambda_permission.bucket]
}
