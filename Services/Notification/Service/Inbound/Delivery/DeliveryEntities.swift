/// Where a unit is told besides its inbox.
enum EndpointEntity {}

/// One message, digest or code to one address.
enum DeliveryEntity {}
