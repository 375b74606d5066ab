data "archive_file" "code" {
  type        = "zip"
  output_path = "${path.module}/code.zip"

  source {
    content  = "def handler(event, context):\n    return event\n"
    filename = "index.py"
  }
}

resource "aws_iam_role" "function" {
  name = "matrix-function"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })

  managed_policy_arns = null
}

resource "aws_iam_role_policy" "function" {
  role = aws_iam_role.function.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:SendMessage"]
        Resource = [aws_sqs_queue.work.arn, aws_sqs_queue.failed.arn]
      },
      {
        Effect   = "Allow"
        Action   = ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream", "dynamodb:ListStreams"]
        Resource = "${aws_dynamodb_table.rows.arn}/stream/*"
      },
    ]
  })
}

resource "aws_lambda_layer_version" "shared" {
  layer_name               = "matrix-shared"
  filename                 = data.archive_file.code.output_path
  source_code_hash         = data.archive_file.code.output_base64sha256
  compatible_runtimes      = ["python3.12", "python3.13"]
  compatible_architectures = ["x86_64"]
  description              = "What functions share"
  license_info             = "Apache-2.0"
}

resource "aws_lambda_layer_version_permission" "shared" {
  layer_name     = aws_lambda_layer_version.shared.layer_name
  version_number = aws_lambda_layer_version.shared.version
  statement_id   = "everyone"
  principal      = "*"
  action         = "lambda:GetLayerVersion"
}

resource "aws_lambda_function" "full" {
  function_name                  = "matrix-full"
  role                           = aws_iam_role.function.arn
  runtime                        = "python3.12"
  handler                        = "index.handler"
  filename                       = data.archive_file.code.output_path
  source_code_hash               = data.archive_file.code.output_base64sha256
  description                    = "Every setting"
  memory_size                    = 256
  timeout                        = 20
  publish                        = true
  layers                         = [aws_lambda_layer_version.shared.arn]
  architectures                  = ["x86_64"]
  reserved_concurrent_executions = 5
  depends_on                     = [aws_iam_role_policy.function]

  environment {
    variables = { ONE = "1", EMPTY = "" }
  }

  ephemeral_storage {
    size = 1024
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.failed.arn
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.full.name
  }

  tags = { team = "data" }
}

resource "aws_cloudwatch_log_group" "full" {
  name = "/matrix/full"
}

resource "aws_lambda_function" "plain" {
  function_name = "matrix-plain"
  role          = aws_iam_role.function.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  s3_bucket     = aws_s3_object.code.bucket
  s3_key        = aws_s3_object.code.key
  architectures = ["arm64"]
}

resource "aws_s3_bucket" "code" {
  bucket        = "matrix-code"
  force_destroy = true
}

resource "aws_s3_object" "code" {
  bucket = aws_s3_bucket.code.id
  key    = "code.zip"
  source = data.archive_file.code.output_path
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "What callers use"
  function_name    = aws_lambda_function.full.function_name
  function_version = aws_lambda_function.full.version
}

resource "aws_lambda_permission" "alias" {
  statement_id   = "topics"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.full.function_name
  qualifier      = aws_lambda_alias.live.name
  principal      = "sns.amazonaws.com"
  source_arn     = "arn:aws:sns:eu-west-1:000000000000:topic"
  source_account = "000000000000"
}

resource "aws_lambda_permission" "unnamed" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.plain.function_name
  principal     = "events.amazonaws.com"
}

resource "aws_lambda_function_url" "live" {
  function_name      = aws_lambda_function.full.function_name
  qualifier          = aws_lambda_alias.live.name
  authorization_type = "AWS_IAM"
  invoke_mode        = "BUFFERED"

  cors {
    allow_credentials = true
    allow_origins     = ["https://example.com"]
    allow_methods     = ["GET", "POST"]
    allow_headers     = ["content-type"]
    expose_headers    = ["date"]
    max_age           = 60
  }
}

resource "aws_lambda_function_url" "open" {
  function_name      = aws_lambda_function.plain.function_name
  authorization_type = "NONE"
}

resource "aws_lambda_function_event_invoke_config" "full" {
  function_name                = aws_lambda_function.full.function_name
  maximum_event_age_in_seconds = 120
  maximum_retry_attempts       = 0

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failed.arn
    }
  }
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  function_name                     = aws_lambda_function.full.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = 1
}

resource "aws_sqs_queue" "work" {
  name                       = "matrix-work"
  visibility_timeout_seconds = 120
}

resource "aws_sqs_queue" "failed" {
  name = "matrix-failed"
}

resource "aws_dynamodb_table" "rows" {
  name             = "matrix-rows"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "id"
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_lambda_event_source_mapping" "queue" {
  event_source_arn                   = aws_sqs_queue.work.arn
  function_name                      = aws_lambda_function.full.arn
  batch_size                         = 5
  maximum_batching_window_in_seconds = 1
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 3
  }

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { kind = ["order"] } })
    }
  }

  tags = { team = "data" }
}

resource "aws_lambda_event_source_mapping" "stream" {
  event_source_arn               = aws_dynamodb_table.rows.stream_arn
  function_name                  = aws_lambda_function.full.function_name
  starting_position              = "TRIM_HORIZON"
  batch_size                     = 10
  bisect_batch_on_function_error = true
  maximum_retry_attempts         = 2
  maximum_record_age_in_seconds  = 3600
  parallelization_factor         = 2
  tumbling_window_in_seconds     = 0
  enabled                        = false

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failed.arn
    }
  }
}

resource "aws_lambda_function_recursion_config" "plain" {
  function_name  = aws_lambda_function.plain.function_name
  recursive_loop = "Allow"
}

resource "aws_lambda_runtime_management_config" "plain" {
  function_name     = aws_lambda_function.plain.function_name
  qualifier         = "$LATEST"
  update_runtime_on = "FunctionUpdate"
}

resource "aws_lambda_invocation" "full" {
  function_name = aws_lambda_function.full.function_name
  input         = jsonencode({ hello = "there" })
}

data "aws_lambda_function" "full" {
  function_name = aws_lambda_function.full.function_name
}

output "answer" {
  value = aws_lambda_invocation.full.result
}
