resource "aws_iam_role" "machine" {
  name = "matrix-machine"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "states.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "machine" {
  role   = aws_iam_role.machine.id
  policy = data.aws_iam_policy_document.machine.json
}

data "aws_iam_policy_document" "machine" {
  statement {
    actions = [
      "logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery",
      "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
      "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets",
    ]
    resources = ["*"]
  }
}

resource "aws_cloudwatch_log_group" "express" {
  name = "/aws/vendedlogs/states/matrix-express"
}

resource "aws_sfn_state_machine" "express" {
  name       = "matrix-express"
  role_arn   = aws_iam_role.machine.arn
  type       = "EXPRESS"
  depends_on = [aws_iam_role_policy.machine]

  definition = jsonencode({
    StartAt = "Wait"
    States = {
      Wait = { Type = "Wait", Seconds = 1, Next = "Done" }
      Done = { Type = "Succeed" }
    }
  })

  logging_configuration {
    log_destination        = "${aws_cloudwatch_log_group.express.arn}:*"
    include_execution_data = true
    level                  = "ALL"
  }

  tracing_configuration {
    enabled = true
  }

  tags = { team = "data" }
}

resource "aws_sfn_state_machine" "versioned" {
  name_prefix = "matrix-versioned-"
  role_arn    = aws_iam_role.machine.arn
  publish     = true

  # An import does not tell it, so that a version of nothing new would be planned.
  lifecycle {
    ignore_changes = [publish]
  }

  definition = <<-EOT
    {
      "Comment": "With JSONata",
      "QueryLanguage": "JSONata",
      "StartAt": "Add",
      "States": {
        "Add": { "Type": "Pass", "Output": "{% $states.input.a + 1 %}", "End": true }
      }
    }
  EOT
}

resource "aws_sfn_alias" "live" {
  name        = "live"
  description = "What runs"

  routing_configuration {
    state_machine_version_arn = aws_sfn_state_machine.versioned.state_machine_version_arn
    weight                    = 100
  }
}

resource "aws_sfn_activity" "human" {
  name = "matrix-human"
  tags = { team = "data" }
}

resource "aws_scheduler_schedule_group" "nightly" {
  name = "matrix-nightly"
  tags = { team = "data" }
}

resource "aws_iam_role" "scheduler" {
  name = "matrix-scheduler"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "scheduler.amazonaws.com" } }]
  })
}

resource "aws_scheduler_schedule" "nightly" {
  name                         = "matrix-nightly"
  group_name                   = aws_scheduler_schedule_group.nightly.name
  description                  = "Every night"
  schedule_expression          = "cron(0 3 * * ? *)"
  schedule_expression_timezone = "Europe/Berlin"
  state                        = "DISABLED"

  flexible_time_window {
    mode                      = "FLEXIBLE"
    maximum_window_in_minutes = 15
  }

  target {
    arn      = aws_sfn_state_machine.express.arn
    role_arn = aws_iam_role.scheduler.arn
    input    = jsonencode({ night = true })

    retry_policy {
      maximum_event_age_in_seconds = 600
      maximum_retry_attempts       = 2
    }
  }
}

resource "aws_scheduler_schedule" "rate" {
  name                = "matrix-rate"
  schedule_expression = "rate(1 hours)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:scheduler:::aws-sdk:sqs:sendMessage"
    role_arn = aws_iam_role.scheduler.arn
    input    = jsonencode({ QueueUrl = "https://sqs.eu-west-1.amazonaws.com/000000000000/matrix-source", MessageBody = "tick" })
  }
}

resource "aws_sqs_queue" "source" {
  name = "matrix-source"
}

resource "aws_sqs_queue" "target" {
  name = "matrix-target"
}

resource "aws_iam_role" "pipe" {
  name = "matrix-pipe"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "pipes.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "pipe" {
  role = aws_iam_role.pipe.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        Resource = aws_sqs_queue.source.arn
      },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.target.arn },
    ]
  })
}

resource "aws_pipes_pipe" "queues" {
  name          = "matrix-queues"
  description   = "From one to the other"
  role_arn      = aws_iam_role.pipe.arn
  source        = aws_sqs_queue.source.arn
  target        = aws_sqs_queue.target.arn
  desired_state = "RUNNING"
  depends_on    = [aws_iam_role_policy.pipe]

  source_parameters {
    sqs_queue_parameters {
      batch_size                         = 5
      maximum_batching_window_in_seconds = 2
    }

    filter_criteria {
      filter {
        pattern = jsonencode({ body = { kind = ["order"] } })
      }
    }
  }

  target_parameters {
    input_template = "{\"kind\": <$.body.kind>}"
  }

  tags = { team = "data" }
}

data "aws_sfn_state_machine" "express" {
  name = aws_sfn_state_machine.express.name
}
