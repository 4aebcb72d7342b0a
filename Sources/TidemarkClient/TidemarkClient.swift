// TidemarkClient
