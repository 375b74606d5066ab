# Files that arrive are told by EventBridge to a state machine, whose function stores their rows in PostgreSQL.
terraform {
  required_providers {
    aws     = { source = "hashicorp/aws" }
    archive = { source = "hashicorp/archive" }
    random  = { source = "hashicorp/random" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

data "aws_availability_zones" "available" {}

# --- network ---

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index + 1}.0/24"
  availability_zone = data.aws_availability_zones.available.names[count.index]
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "private" {
  count          = length(aws_subnet.private)
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.private.id]
}

resource "aws_security_group" "lambda" {
  name   = "store-lambda"
  vpc_id = aws_vpc.main.id

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "db" {
  name   = "store-db"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.lambda.id]
  }
}

# --- database ---

resource "random_password" "db" {
  length  = 24
  special = false
}

resource "aws_db_subnet_group" "db" {
  name       = "store"
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_parameter_group" "db" {
  name   = "store"
  family = "postgres16"

  # The function speaks to the database without TLS, inside of the VPC.
  parameter {
    name  = "rds.force_ssl"
    value = "0"
  }
}

resource "aws_db_instance" "db" {
  identifier             = "store"
  engine                 = "postgres"
  engine_version         = "16"
  instance_class         = "db.t3.micro"
  allocated_storage      = 20
  db_name                = "store"
  username               = "app"
  password               = random_password.db.result
  parameter_group_name   = aws_db_parameter_group.db.name
  db_subnet_group_name   = aws_db_subnet_group.db.name
  vpc_security_group_ids = [aws_security_group.db.id]
  skip_final_snapshot    = true
}

# --- function ---

data "archive_file" "store" {
  type        = "zip"
  source_dir  = "${path.module}/src"
  output_path = "${path.module}/store.zip"
}

data "aws_iam_policy_document" "assume" {
  for_each = toset(["lambda", "states", "events"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "lambda" {
  name               = "store-lambda"
  assume_role_policy = data.aws_iam_policy_document.assume["lambda"].json
}

resource "aws_iam_role_policy_attachment" "lambda_vpc" {
  role       = aws_iam_role.lambda.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}

resource "aws_iam_role_policy" "lambda" {
  name = "read-files"
  role = aws_iam_role.lambda.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.files.arn}/*" }]
  })
}

resource "aws_lambda_function" "store" {
  function_name    = "store"
  role             = aws_iam_role.lambda.arn
  runtime          = "python3.12"
  handler          = "store.handler"
  filename         = data.archive_file.store.output_path
  source_code_hash = data.archive_file.store.output_base64sha256
  timeout          = 60

  vpc_config {
    subnet_ids         = aws_subnet.private[*].id
    security_group_ids = [aws_security_group.lambda.id]
  }

  environment {
    variables = {
      DB_HOST     = aws_db_instance.db.address
      DB_PORT     = aws_db_instance.db.port
      DB_NAME     = aws_db_instance.db.db_name
      DB_USER     = aws_db_instance.db.username
      DB_PASSWORD = aws_db_instance.db.password
    }
  }

  depends_on = [aws_iam_role_policy_attachment.lambda_vpc]
}

# --- state machine ---

resource "aws_iam_role" "states" {
  name               = "store-states"
  assume_role_policy = data.aws_iam_policy_document.assume["states"].json
}

resource "aws_iam_role_policy" "states" {
  role = aws_iam_role.states.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = "${aws_lambda_function.store.arn}*" }]
  })
}

resource "aws_sfn_state_machine" "store" {
  name     = "store"
  role_arn = aws_iam_role.states.arn

  definition = jsonencode({
    StartAt = "Store"
    States = {
      Store = {
        Type     = "Task"
        Resource = "arn:aws:states:::lambda:invoke"
        Parameters = {
          FunctionName = "${aws_lambda_function.store.arn}:$LATEST"
          Payload      = { "bucket.$" = "$.detail.bucket.name", "key.$" = "$.detail.object.key" }
        }
        OutputPath = "$.Payload"
        Retry      = [{ ErrorEquals = ["Lambda.ServiceException"], IntervalSeconds = 2, MaxAttempts = 3 }]
        End        = true
      }
    }
  })
}

# --- events ---

resource "aws_s3_bucket" "files" {
  bucket_prefix = "store-files-"
  force_destroy = true
}

resource "aws_s3_bucket_notification" "files" {
  bucket      = aws_s3_bucket.files.id
  eventbridge = true
}

resource "aws_cloudwatch_event_rule" "uploaded" {
  name = "store-uploaded"

  event_pattern = jsonencode({
    source        = ["aws.s3"]
    "detail-type" = ["Object Created"]
    detail        = { bucket = { name = [aws_s3_bucket.files.id] } }
  })
}

resource "aws_iam_role" "events" {
  name               = "store-events"
  assume_role_policy = data.aws_iam_policy_document.assume["events"].json
}

resource "aws_iam_role_policy" "events" {
  role = aws_iam_role.events.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "states:StartExecution", Resource = aws_sfn_state_machine.store.arn }]
  })
}

resource "aws_cloudwatch_event_target" "store" {
  rule     = aws_cloudwatch_event_rule.uploaded.name
  arn      = aws_sfn_state_machine.store.arn
  role_arn = aws_iam_role.events.arn
}

output "bucket" {
  value = aws_s3_bucket.files.id
}

output "state_machine_arn" {
  value = aws_sfn_state_machine.store.arn
}
