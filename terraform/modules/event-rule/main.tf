# Events that match a pattern, or a schedule, start a function or a workflow. What the target does not take goes to a queue.

resource "aws_cloudwatch_event_rule" "this" {
  name                = var.name
  description         = var.description
  event_pattern       = var.pattern
  schedule_expression = var.schedule
  tags                = var.tags

  lifecycle {
    precondition {
      condition     = (var.pattern == null) != (var.schedule == null)
      error_message = "Give either pattern or schedule, not both and not neither."
    }
    precondition {
      condition     = (var.function == null) != (var.workflow == null)
      error_message = "Give either function or workflow, not both and not neither."
    }
  }
}

resource "aws_cloudwatch_event_target" "this" {
  rule      = aws_cloudwatch_event_rule.this.name
  target_id = "target"
  arn       = var.function == null ? var.workflow.arn : var.function.arn
  role_arn  = var.workflow == null ? null : aws_iam_role.this[0].arn

  dead_letter_config {
    arn = var.failures_arn
  }
}

resource "aws_lambda_permission" "this" {
  count = var.function == null ? 0 : 1

  statement_id  = var.sid
  action        = "lambda:InvokeFunction"
  function_name = var.function.name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.this.arn
}

resource "aws_iam_role" "this" {
  count = var.workflow == null ? 0 : 1

  name = "${var.name}-rule"
  tags = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  count = var.workflow == null ? 0 : 1

  name = "pipeline"
  role = aws_iam_role.this[0].id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = var.sid, Effect = "Allow", Action = "states:StartExecution", Resource = var.workflow.arn }]
  })
}
