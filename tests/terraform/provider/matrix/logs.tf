resource "aws_cloudwatch_log_group" "kept" {
  name              = "/matrix/kept"
  retention_in_days = 30
  log_group_class   = "STANDARD"
  tags              = { team = "data" }
}

resource "aws_kms_key" "logs" {
  deletion_window_in_days = 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = { Service = "logs.eu-west-1.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
        Resource  = "*"
      },
    ]
  })
}

data "aws_caller_identity" "current" {}

resource "aws_cloudwatch_log_group" "keyed" {
  name_prefix  = "/matrix/keyed-"
  kms_key_id   = aws_kms_key.logs.arn
  skip_destroy = false
}

resource "aws_cloudwatch_log_stream" "kept" {
  name           = "matrix"
  log_group_name = aws_cloudwatch_log_group.kept.name
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.kept.name
  pattern        = "{ $.level = \"ERROR\" }"

  metric_transformation {
    name      = "Errors"
    namespace = "Matrix"
    value     = "1"
    unit      = "Count"

    dimensions = { function = "$.function" }
  }
}

resource "aws_cloudwatch_log_metric_filter" "latency" {
  name           = "latency"
  log_group_name = aws_cloudwatch_log_group.kept.name
  pattern        = "[time, ms]"

  metric_transformation {
    name          = "Latency"
    namespace     = "Matrix"
    value         = "$ms"
    default_value = "0"
  }
}

resource "aws_cloudwatch_log_resource_policy" "events" {
  policy_name = "matrix-events"

  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.kept.arn}:*"
    }]
  })
}

resource "aws_cloudwatch_query_definition" "slow" {
  name            = "matrix/slow"
  log_group_names = [aws_cloudwatch_log_group.kept.name]
  query_string    = "fields @timestamp, @message | sort @timestamp desc | limit 20"
}

resource "aws_sns_topic" "alarms" {
  name = "matrix-alarms"
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name                = "matrix-errors"
  alarm_description         = "Something fails"
  namespace                 = "AWS/Lambda"
  metric_name               = "Errors"
  dimensions                = { FunctionName = "loader" }
  statistic                 = "Sum"
  period                    = 60
  evaluation_periods        = 5
  datapoints_to_alarm       = 3
  threshold                 = 1
  comparison_operator       = "GreaterThanOrEqualToThreshold"
  treat_missing_data        = "notBreaching"
  alarm_actions             = [aws_sns_topic.alarms.arn]
  ok_actions                = [aws_sns_topic.alarms.arn]
  insufficient_data_actions = []
  tags                      = { team = "data" }
}

resource "aws_cloudwatch_metric_alarm" "percentile" {
  alarm_name          = "matrix-percentile"
  namespace           = "AWS/Lambda"
  metric_name         = "Duration"
  extended_statistic  = "p99.9"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1500.5
  comparison_operator = "GreaterThanThreshold"
  actions_enabled     = false
  unit                = "Milliseconds"
}

resource "aws_cloudwatch_metric_alarm" "rate" {
  alarm_name          = "matrix-rate"
  evaluation_periods  = 2
  threshold           = 5
  comparison_operator = "GreaterThanThreshold"

  metric_query {
    id          = "rate"
    expression  = "100 * errors / calls"
    label       = "Error rate"
    return_data = true
  }

  metric_query {
    id = "errors"

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Errors"
      period      = 60
      stat        = "Sum"
      dimensions  = { FunctionName = "loader" }
    }
  }

  metric_query {
    id = "calls"

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Invocations"
      period      = 60
      stat        = "Sum"
      unit        = "Count"
    }
  }
}

resource "aws_cloudwatch_composite_alarm" "any" {
  alarm_name    = "matrix-any"
  alarm_rule    = "ALARM(${aws_cloudwatch_metric_alarm.errors.alarm_name}) OR ALARM(${aws_cloudwatch_metric_alarm.rate.alarm_name})"
  alarm_actions = [aws_sns_topic.alarms.arn]

  actions_suppressor {
    alarm            = aws_cloudwatch_metric_alarm.percentile.alarm_name
    extension_period = 10
    wait_period      = 20
  }
}

resource "aws_cloudwatch_dashboard" "all" {
  dashboard_name = "matrix"

  dashboard_body = jsonencode({
    widgets = [{
      type       = "metric"
      x          = 0
      y          = 0
      width      = 12
      height     = 6
      properties = { metrics = [["AWS/Lambda", "Errors"]], region = "eu-west-1", title = "Errors" }
    }]
  })
}

data "aws_cloudwatch_log_group" "kept" {
  name = aws_cloudwatch_log_group.kept.name
}
