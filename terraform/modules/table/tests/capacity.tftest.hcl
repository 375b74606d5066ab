mock_provider "aws" {
  override_during = plan
}

run "scales_between_the_two" {
  command = plan

  variables {
    name     = "Files"
    sort_key = null
    capacity = { min = 5, max = 50 }
  }

  assert {
    condition     = aws_dynamodb_table.this.billing_mode == "PROVISIONED" && aws_dynamodb_table.this.read_capacity == 5
    error_message = "The table must begin with the least capacity."
  }

  assert {
    condition     = aws_appautoscaling_target.this["Write"].max_capacity == 50 && aws_appautoscaling_target.this["Read"].min_capacity == 5
    error_message = "Both capacities must follow the load."
  }
}
