"""Publishing: readings and views to lines, tables and schemas, one module for each format."""
