variable "name" {
  description = "Name of the rule."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{1,59}$", var.name))
    error_message = "name must be 1 to 59 letters, digits, dots, hyphens and underscores."
  }
}

variable "description" {
  description = "What the rule is for."
  type        = string
  default     = null
}

variable "pattern" {
  description = "Event pattern as JSON; null where there is a schedule."
  type        = string
  default     = null

  validation {
    condition     = var.pattern == null || can(jsondecode(var.pattern))
    error_message = "pattern must be JSON, such as jsonencode({ source = [\"aws.s3\"] })."
  }
}

variable "schedule" {
  description = "Schedule such as rate(1 hour) or cron(0 6 * * ? *); null where there is a pattern."
  type        = string
  default     = null

  validation {
    condition     = var.schedule == null || can(regex("^(rate|cron)\\(.+\\)$", var.schedule))
    error_message = "schedule must be rate(...) or cron(...)."
  }
}

variable "function" {
  description = "Function that is started."
  type = object({
    arn  = string
    name = string
  })
  default = null
}

variable "workflow" {
  description = "State machine that is started, with a role of the rule's own."
  type = object({
    arn = string
  })
  default = null
}

variable "sid" {
  description = "The reason why the rule may start its target, in capitals."
  type        = string
  default     = "LetTheRuleStartIt"
  nullable    = false
}

variable "failures_arn" {
  description = "ARN of the queue that gets events which the target did not take."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
