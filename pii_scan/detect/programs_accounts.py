"""Accounts that programs run under and no person has: ``user=postgres`` is nobody's login.

Sources: the accounts that Debian, Red Hat and Alpine make for their packages, that clouds put into
their images, and that databases, Windows and CI servers have from the start.
"""

from __future__ import annotations

_ACCOUNTS = """
_apt _chrony _ntp adm admin administrator airflow alertmanager alpine amanda amavis anonymous
anonymoususer ansible apache apache2 api apiuser app application appuser apt-cacher-ng argocd
artifactory asterisk auth avahi avahi-autoipd awx azureuser backup backup-user bamboo batch bin bind
bitbucket blackbox_exporter bot caddy cassandra celery centos chrony circleci clamav clamscan
clamupdate clickhouse cloud-user cloudadmin cockpit-ws cockpit-wsinstance colord consul
containeradministrator containeruser core coredns coturn couchdb cron cups-pk-helper cyrus daemon
data dba dbadmin dbo dbus dbuser debian debian-exim debian-snmp debian-spamd debian-tor
debian-transmission default defaultuser deploy deployer dev developer devops dhcpd dirsrv dnsmasq
docker dovecot dovenull ec2-instance-connect ec2-user ejabberd elastic elasticsearch epmd etcd exim
fedora filebeat flask flink fluent-bit fluentd freerad freeswitch ftp ftpuser fwupd-refresh games
gdm gdm3 geoclue git gitea github-actions gitlab gitlab-runner gitolite3 gluster gnats
gnome-initial-setup gnome-remote-desktop gocd grafana guest hadoop haproxy hbase hdfs hive host
hplip http httpd icecast2 influxdb info irc ircd jboss jellyfin jenkins jira jupyter kafka kamailio
kernel kernoops keycloak kibana kube-proxy kubelet kubernetes landscape ldap libvirt-dnsmasq
libvirt-qemu libvirtdbus lightdm list local localhost localuser logstash lp lxd mail mailman
mailnull maintenance man master memcached messagebus metricbeat minidlna minio mongo mongod mongodb
monitor monitoring mosquitto mumble-server munin mysql mysql.infoschema mysql.session mysql.sys
mysqld nagios named nats neo4j network newrelic news nexus nfsnobody nginx nginx-ingress
nm-openconnect nm-openvpn nobody node_exporter nodejs none nouser ntp ntpsec null odoo opendkim
opendmarc openldap opensearch openvpn oper operator ops oracle ossec pgbouncer pipewire pki pkiuser
polkitd pollinate postfix postgres postgrey postmaster postsrsd privoxy proftpd prometheus promtail
prosody proxy public puppet qmail rabbitmq radiusd readonly redis redis-sentinel repl repl_user
replica replication replicator reporting robot root rpc rpcuser rsync rtkit runner runneradmin sa
salt saned saslauth sbt scheduler script sddm sentry server service service-account serviceaccount
setroubleshoot sftp shared shutdown slapd slurm smmsp smtp snmp snort solr sonar sonarqube spamd
spark speech-dispatcher splunk squid sshd sssd staging strongswan stunnel stunnel4 super superadmin
superuser support suricata svc svn sync sys sysadmin sysdba syslog sysman system systemd-bus-proxy
systemd-coredump systemd-journal systemd-journal-gateway systemd-journal-remote
systemd-journal-upload systemd-network systemd-oom systemd-resolve systemd-timesync tcpdump td-agent
teamcity telegraf test tester testuser tinyproxy tomcat tss turnserver ubuntu unbound unknown
unprivileged usbmux user user1 username uucp uuidd vagrant varnish vault vcsa vmail wazuh web
webadmin webmaster webuser whoopsie wildfly worker www www-data wwwrun x xfs zabbix zookeeper
관리자 비회원 손님 시스템 운영자 익명 테스트
"""

PROGRAMS_ACCOUNTS = frozenset(_ACCOUNTS.split())
"""In lower case."""
