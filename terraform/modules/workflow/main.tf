# A Standard state machine of Step Functions with a role of its own.

locals {
  statements = var.statements
}

resource "aws_iam_role" "this" {
  name = "${var.name}-workflow"
  tags = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "states.amazonaws.com" }
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

resource "aws_sfn_state_machine" "this" {
  name       = var.name
  role_arn   = aws_iam_role.this.arn
  definition = var.definition
  tags       = var.tags

  depends_on = [aws_iam_role_policy.this]
}
