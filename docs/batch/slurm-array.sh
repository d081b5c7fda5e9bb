#!/bin/bash
#SBATCH --job-name=discgen
#SBATCH --array=1-4
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=01:00:00
#SBATCH --output=discgen-%A_%a.log

# 在 Slurm 上分四份做 discgen batch，说明见 ../batch.md：
#
#   sbatch slurm-array.sh 各单位 公开
#
# 改份数时，上面的 --array 和下面的 shares 一起改。

set -euo pipefail

shares=4

exec discgen batch "$1" -o "$2" -j "${SLURM_CPUS_PER_TASK:-1}" --shard "$SLURM_ARRAY_TASK_ID/$shares"
