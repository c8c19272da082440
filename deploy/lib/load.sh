# shellcheck shell=bash
# Loads all of deploy/lib; source_folder is the checkout.

source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PATH=$PATH:/usr/sbin:/sbin

# shellcheck source=deploy/lib/say.sh
source "$source_folder/deploy/lib/say.sh"
# shellcheck source=deploy/lib/packages.sh
source "$source_folder/deploy/lib/packages.sh"
# shellcheck source=deploy/lib/build.sh
source "$source_folder/deploy/lib/build.sh"
# shellcheck source=deploy/lib/installation.sh
source "$source_folder/deploy/lib/installation.sh"
# shellcheck source=deploy/lib/settings.sh
source "$source_folder/deploy/lib/settings.sh"
# shellcheck source=deploy/lib/cluster.sh
source "$source_folder/deploy/lib/cluster.sh"
# shellcheck source=deploy/lib/migrate.sh
source "$source_folder/deploy/lib/migrate.sh"
# shellcheck source=deploy/lib/supervise.sh
source "$source_folder/deploy/lib/supervise.sh"
