resource "aws_cloudwatch_event_bus" "orders" {
  name        = "matrix-orders"
  description = "Orders of all shops"
  tags        = { team = "data" }
}

resource "aws_cloudwatch_event_bus_policy" "orders" {
  event_bus_name = aws_cloudwatch_event_bus.orders.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Put"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111111111111:root" }
      Action    = "events:PutEvents"
      Resource  = aws_cloudwatch_event_bus.orders.arn
    }]
  })
}

resource "aws_cloudwatch_event_permission" "other" {
  principal    = "222222222222"
  statement_id = "OtherAccount"
}

resource "aws_cloudwatch_event_archive" "orders" {
  name             = "matrix-orders"
  event_source_arn = aws_cloudwatch_event_bus.orders.arn
  description      = "Everything"
  retention_days   = 7
  event_pattern    = jsonencode({ source = ["shop"] })
}

resource "aws_cloudwatch_event_rule" "uploads" {
  name        = "matrix-uploads"
  description = "Files that arrive"
  state       = "ENABLED"

  event_pattern = jsonencode({
    source        = ["aws.s3"]
    "detail-type" = ["Object Created"]
    detail        = { bucket = { name = ["uploads"] }, object = { key = [{ prefix = "in/" }] } }
  })

  tags = { team = "data" }
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name_prefix         = "matrix-nightly-"
  schedule_expression = "cron(0 3 * * ? *)"
  state               = "DISABLED"
}

resource "aws_cloudwatch_event_rule" "orders" {
  name           = "matrix-orders"
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  event_pattern  = jsonencode({ source = ["shop"] })
}

resource "aws_sqs_queue" "events" {
  name = "matrix-events"
}

resource "aws_sqs_queue" "ordered" {
  name       = "matrix-events.fifo"
  fifo_queue = true
}

resource "aws_cloudwatch_event_target" "queue" {
  rule      = aws_cloudwatch_event_rule.uploads.name
  target_id = "queue"
  arn       = aws_sqs_queue.events.arn

  input_transformer {
    input_paths    = { key = "$.detail.object.key", bucket = "$.detail.bucket.name" }
    input_template = "{\"file\": \"<bucket>/<key>\"}"
  }

  retry_policy {
    maximum_event_age_in_seconds = 300
    maximum_retry_attempts       = 3
  }

  dead_letter_config {
    arn = aws_sqs_queue.events.arn
  }
}

resource "aws_cloudwatch_event_target" "ordered" {
  rule           = aws_cloudwatch_event_rule.orders.name
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  arn            = aws_sqs_queue.ordered.arn
  input_path     = "$.detail"

  sqs_target {
    message_group_id = "orders"
  }
}

resource "aws_cloudwatch_event_target" "constant" {
  rule  = aws_cloudwatch_event_rule.nightly.name
  arn   = aws_sqs_queue.events.arn
  input = jsonencode({ night = true })
}

resource "aws_iam_role" "events" {
  name = "matrix-events"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "events.amazonaws.com" } }]
  })
}

resource "aws_cloudwatch_event_target" "bus" {
  rule     = aws_cloudwatch_event_rule.uploads.name
  arn      = aws_cloudwatch_event_bus.orders.arn
  role_arn = aws_iam_role.events.arn
}

resource "aws_cloudwatch_event_connection" "shop" {
  name               = "matrix-shop"
  description        = "The shop's API"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-key"
      value = "secret"
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "shop" {
  name                             = "matrix-shop"
  invocation_endpoint              = "https://example.com/orders/*"
  http_method                      = "POST"
  invocation_rate_limit_per_second = 20
  connection_arn                   = aws_cloudwatch_event_connection.shop.arn
}

data "aws_cloudwatch_event_bus" "orders" {
  name = aws_cloudwatch_event_bus.orders.name
}
