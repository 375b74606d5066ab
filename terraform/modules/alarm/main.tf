# An alarm on one metric that tells a topic when it rings and when it is over.

resource "aws_cloudwatch_metric_alarm" "this" {
  alarm_name          = var.name
  alarm_description   = var.description
  namespace           = var.metric.namespace
  metric_name         = var.metric.name
  statistic           = var.metric.statistic
  dimensions          = var.metric.dimensions
  comparison_operator = var.comparison
  threshold           = var.threshold
  period              = var.period_seconds
  evaluation_periods  = var.periods
  treat_missing_data  = var.missing
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
  tags                = var.tags
}
