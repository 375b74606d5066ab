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

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
