"""Runs botocore's DescribeWorkspaceImages paginator: a JSON line in is a run, a JSON line out is what it gave."""

import json
import sys

import boto3
from botocore.config import Config

client = boto3.client(
    "workspaces",
    endpoint_url=sys.argv[1],
    region_name="eu-west-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
    config=Config(retries={"total_max_attempts": 1}),
)


def run(pagination):
    pages = client.get_paginator("describe_workspace_images").paginate(
        ImageType="OWNED", PaginationConfig=pagination
    )
    images = [[image["ImageId"] for image in page.get("Images") or []] for page in pages]
    return {"pages": images, "resumeToken": pages.resume_token}


for line in sys.stdin:
    try:
        answer = run(json.loads(line))
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
