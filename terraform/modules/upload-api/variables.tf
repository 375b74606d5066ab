variable "name" {
  description = "Name of the API, of its key and of its usage plan."
  type        = string
  nullable    = false
}

variable "definition" {
  description = "OpenAPI 3.0 with the extensions of API Gateway, as JSON."
  type        = string
  nullable    = false

  validation {
    condition     = can(jsondecode(var.definition).openapi)
    error_message = "definition must be OpenAPI 3.0 as JSON."
  }
}

variable "function_name" {
  description = "Function that works off the requests."
  type        = string
  nullable    = false
}

variable "sid" {
  description = "The reason why the API may start the function, in capitals."
  type        = string
  default     = "LetTheApiStartTheFunction"
  nullable    = false
}

variable "stage" {
  description = "Name of the stage, the first part of every path."
  type        = string
  default     = "live"
  nullable    = false
}

variable "throttle" {
  description = "How many requests are let through."
  type = object({
    requests_per_second = optional(number, 10)
    burst               = optional(number, 20)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.throttle.requests_per_second > 0 && var.throttle.burst >= 1
    error_message = "throttle needs requests_per_second above 0 and a burst of at least 1."
  }
}

variable "log_retention_days" {
  description = "Days for which log events are kept; one of the values that CloudWatch Logs takes."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be a number of days that CloudWatch Logs takes, such as 14, 30, 90 or 365."
  }
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
