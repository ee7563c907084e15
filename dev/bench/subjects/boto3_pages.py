"""boto3's paginator, in a retry mode: waits for the word, lists all images, and tells how long it took."""

import json
import sys
import time

import boto3
from botocore.config import Config

MARK = "#bench "

client = boto3.client("workspaces", config=Config(retries={"mode": sys.argv[1]}))
print(MARK, flush=True)
sys.stdin.readline()
start = time.monotonic()
error = None
try:
    pages = client.get_paginator("describe_workspace_images").paginate(ImageType="OWNED")
    ids = [image["ImageId"] for page in pages for image in page["Images"]]
except Exception as failure:
    error = f"{type(failure).__name__}: {failure}"
result = {"seconds": time.monotonic() - start}
print(MARK + json.dumps({**result, "error": error} if error else result), flush=True)
