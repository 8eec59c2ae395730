#!/bin/sh
# Makes the secrets that are not there yet, in ./secrets. That of the mail relay is yours to write.
set -eu
umask 077
mkdir -p secrets
random() { head -c 48 /dev/urandom | base64 | tr -d '\n=+/'; }
for name in mongodb-key mongodb-password postgresql-password link-secret; do
  [ -s "secrets/$name" ] || random >"secrets/$name"
done
[ -s secrets/mongodb-uri ] ||
  printf 'mongodb://dondoc:%s@mongodb:27017/dondoc?replicaSet=dondoc&authSource=admin' \
    "$(cat secrets/mongodb-password)" >secrets/mongodb-uri
[ -s secrets/smtp-url ] || echo 'Viết địa chỉ máy chủ thư vào secrets/smtp-url: smtp://người-dùng:mật-khẩu@máy:587'
# the folder is its owner's alone; the containers' own users read the files that they are given
chmod 700 secrets
chmod 444 secrets/*
