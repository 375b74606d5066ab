# A Lambda function with a role and a log group of its own.

locals {
  network_statements = [
    for name in [
      "CreateNetworkInterface",
      "DescribeNetworkInterfaces",
      "DescribeSubnets",
      "DeleteNetworkInterface",
      "AssignPrivateIpAddresses",
      "UnassignPrivateIpAddresses",
    ] :
    # These actions take no resource: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
    { sid = "${name}InTheNetwork", action = "ec2:${name}", resource = "*", condition = {} }
  ]

  statements = concat(
    var.statements,
    var.network == null ? [] : local.network_statements,
    [
      { sid = "OpenLogStreams", action = "logs:CreateLogStream", resource = "${aws_cloudwatch_log_group.this.arn}:*", condition = {} },
      { sid = "WriteLogLines", action = "logs:PutLogEvents", resource = "${aws_cloudwatch_log_group.this.arn}:*", condition = {} },
    ],
  )
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_iam_role" "this" {
  name = var.name
  tags = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "pipeline"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for one in local.statements : merge(
        { Sid = one.sid, Effect = "Allow", Action = one.action, Resource = one.resource },
        length(one.condition) == 0 ? {} : { Condition = one.condition },
      )
    ]
  })
}

resource "aws_lambda_function" "this" {
  function_name                  = var.name
  role                           = aws_iam_role.this.arn
  runtime                        = var.runtime
  handler                        = var.handler
  filename                       = var.code_path
  source_code_hash               = filebase64sha256(var.code_path)
  memory_size                    = var.memory_mb
  timeout                        = var.timeout_seconds
  reserved_concurrent_executions = var.reserved_concurrency
  tags                           = var.tags

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  dynamic "environment" {
    for_each = length(var.environment) == 0 ? [] : [var.environment]

    content {
      variables = environment.value
    }
  }

  dynamic "vpc_config" {
    for_each = var.network == null ? [] : [var.network]

    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  depends_on = [aws_iam_role_policy.this]
}

resource "aws_lambda_function_event_invoke_config" "this" {
  count = var.failures == null ? 0 : 1

  function_name          = aws_lambda_function.this.function_name
  qualifier              = "$LATEST"
  maximum_retry_attempts = 2

  destination_config {
    on_failure {
      destination = var.failures.queue_arn
    }
  }
}
