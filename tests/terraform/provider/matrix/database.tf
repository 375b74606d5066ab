data "aws_availability_zones" "here" {}

resource "random_password" "database" {
  length  = 20
  special = false
}

resource "aws_vpc" "main" {
  cidr_block           = "10.30.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "database" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = data.aws_availability_zones.here.names[count.index]
}

resource "aws_security_group" "database" {
  name   = "matrix-database"
  vpc_id = aws_vpc.main.id
}

resource "aws_db_subnet_group" "main" {
  name       = "matrix"
  subnet_ids = aws_subnet.database[*].id
  tags       = { team = "data" }
}

resource "aws_db_parameter_group" "main" {
  name        = "matrix"
  family      = "postgres16"
  description = "Settings of one"

  parameter {
    name  = "log_min_duration_statement"
    value = "500"
  }

  parameter {
    name         = "max_connections"
    value        = "50"
    apply_method = "pending-reboot"
  }
}

resource "aws_db_instance" "main" {
  identifier                 = "matrix"
  engine                     = "postgres"
  engine_version             = "16.6"
  instance_class             = "db.t4g.micro"
  allocated_storage          = 20
  storage_type               = "gp3"
  storage_encrypted          = true
  db_name                    = "matrix"
  username                   = "owner"
  password                   = random_password.database.result
  port                       = 5432
  db_subnet_group_name       = aws_db_subnet_group.main.name
  vpc_security_group_ids     = [aws_security_group.database.id]
  parameter_group_name       = aws_db_parameter_group.main.name
  publicly_accessible        = false
  multi_az                   = false
  backup_retention_period    = 3
  backup_window              = "03:00-03:30"
  maintenance_window         = "sun:04:00-sun:04:30"
  auto_minor_version_upgrade = true
  deletion_protection        = false
  skip_final_snapshot        = true
  apply_immediately          = true
  copy_tags_to_snapshot      = true
  tags                       = { team = "data" }
}

resource "aws_rds_cluster_parameter_group" "main" {
  name   = "matrix"
  family = "aurora-postgresql16"

  parameter {
    name  = "rds.force_ssl"
    value = "0"
  }
}

resource "aws_rds_cluster" "main" {
  cluster_identifier              = "matrix-cluster"
  engine                          = "aurora-postgresql"
  engine_mode                     = "provisioned"
  engine_version                  = "16.6"
  database_name                   = "matrix"
  master_username                 = "owner"
  manage_master_user_password     = true
  db_subnet_group_name            = aws_db_subnet_group.main.name
  vpc_security_group_ids          = [aws_security_group.database.id]
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.main.name
  enable_http_endpoint            = true
  storage_encrypted               = true
  backup_retention_period         = 2
  preferred_backup_window         = "02:00-02:30"
  skip_final_snapshot             = true
  enabled_cloudwatch_logs_exports = ["postgresql"]

  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 2
  }
}

resource "aws_rds_cluster_instance" "main" {
  identifier         = "matrix-cluster-1"
  cluster_identifier = aws_rds_cluster.main.id
  engine             = aws_rds_cluster.main.engine
  engine_version     = aws_rds_cluster.main.engine_version
  instance_class     = "db.serverless"
}

data "aws_db_instance" "main" {
  db_instance_identifier = aws_db_instance.main.identifier
}
