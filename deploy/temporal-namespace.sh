#!/bin/sh
# Makes our namespace; again it changes nothing. Our processes are found by their ids: no search attributes of ours.
set -eu
until temporal operator cluster health --address "$TEMPORAL_ADDRESS"; do sleep 2; done
temporal operator namespace describe --namespace "$NAMESPACE" --address "$TEMPORAL_ADDRESS" ||
  temporal operator namespace create --namespace "$NAMESPACE" --address "$TEMPORAL_ADDRESS" --retention 30d
